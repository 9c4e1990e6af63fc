export const figuresPerDocument = 24;
export const fieldsPerDelivery = 5;
